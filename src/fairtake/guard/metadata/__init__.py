"""Metadata that many formats carry alike. Bytes in, findings out; nothing here fails on bytes that are wrong.

exif.py  Exif: IFDs, GPS, maker notes, thumbnails
xmp.py   XMP packets
iptc.py  Photoshop's resources and the IPTC records in them
icc.py   colour profiles
"""
