// Sends the payer back without a click. A real payment page does the same when its receipt page is skipped.
document.getElementById("return").submit();
