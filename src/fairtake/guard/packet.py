"""The XMP packet every safe copy carries: do not train on this, said in each vocabulary that XMP knows."""

from __future__ import annotations

__all__ = ["PACKET"]

PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Fairtake guard">\n'
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '  <rdf:Description rdf:about=""\n'
    '    xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"\n'
    '    xmlns:tdm="http://www.w3.org/ns/tdmrep#"\n'
    '    xmlns:aipref="https://www.ietf.org/aipref#"\n'
    '    plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"\n'
    '    tdm:reservation="1"\n'
    '    aipref:Content-Usage="train-ai=n">\n'
    '   <rsl:rsl xmlns:rsl="https://rslstandard.org/rsl" rdf:parseType="Literal"><rsl:content url="">'
    '<rsl:license><rsl:prohibits type="usage">ai-all</rsl:prohibits></rsl:license></rsl:content></rsl:rsl>\n'
    "  </rdf:Description>\n"
    " </rdf:RDF>\n"
    "</x:xmpmeta>\n"
    '<?xpacket end="r"?>'
).encode()
"""PLUS/IPTC data mining, TDMRep, AIPREF and RSL 1.0. The same in every file: it tells nothing of it."""
