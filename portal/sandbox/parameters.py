"""The office parameters of Tagor that the practice office knows, as data an operator can change.

Numbers and meanings: the reference page; the texts here are ours. Values are strings; a yes is "true".
"""

from portal.sandbox.config import Config

MEANINGS = {
    "358": "Accept new payment plans at once (true or false)",
    "430": "Document groups the API may show, codes joined by commas; empty: all",
    "502": "Days a letter link stays valid; 0: for ever",
    "567": "Where Pay/Finish sends a browser",
    "568": "Write no info records by itself (true or false)",
    "573": "SIPS merchant id",
    "574": "SIPS secret",
    "575": "SIPS base address; without a scheme, https",
    "576": "Where SIPS sends the browser back; the return path is appended",
    "577": "Where SIPS sends its notification",
    "590": "What a PIN goes with: name (file number) or archive (archive number)",
    "596": "SIPS key version",
}


def default_parameters(config: Config) -> dict[str, str]:
    """The values of a fresh office. Addresses follow from where it and the portal stand."""
    return {
        "358": "false",
        "430": "",
        "502": "365",
        "567": f"{config.portal_url}/",
        "568": "false",
        "573": "002001000000001",
        "574": "002001000000001_KEY1",
        "575": f"{config.base_url}/sips",
        "576": f"{config.portal_url}/",
        "577": f"{config.base_url}/tagor/v1/rest/Pay/Finish",
        "590": "name",
        "596": "1",
    }
