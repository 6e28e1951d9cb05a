"""Lists and extracts archives of a vault; written from docs/reference/vault-format.md alone.

usage: vault-reader.py VAULT ARCHIVE FOLDER
       vault-reader.py VAULT                    names every archive, and checks each plan's list
"""

import base64
import glob
import hashlib
import json
import os
import re
import struct
import sys
import zlib


def read_tables(vault):
    """Where each block lies: hash -> (pack, offset, length in the pack, CRC-32)."""
    places = {}
    for path in glob.glob(os.path.join(vault, "packs", "*", "*.pack")):
        with open(path, "rb") as pack:
            data = pack.read()
        assert hashlib.sha256(data).hexdigest() + ".pack" == os.path.basename(path), path
        assert data[:8] == b"HOLDPACK" and data[-8:] == b"KCAPDLOH", path
        assert struct.unpack_from("<HH", data, 8) == (1, 0), path
        count, crc = struct.unpack_from("<II", data, len(data) - 16)
        table = data[len(data) - 16 - 48 * count : len(data) - 16]
        assert zlib.crc32(table) == crc, path
        offset = 32
        for line in range(count):
            name, _, packed, block_crc, _ = struct.unpack_from("<32sIIIB", table, 48 * line)
            places[name] = (path, offset, packed, block_crc)
            offset += packed
    return places


def content_of(places, block):
    name = base64.urlsafe_b64decode(block[0] + "=")
    path, offset, packed, crc = places[name]
    with open(path, "rb") as pack:
        pack.seek(offset)
        data = pack.read(packed)
    assert packed == block[2] and zlib.crc32(data) == crc
    content = data if block[3] == 0 else zlib.decompress(data + b"\x03\x00", wbits=-15)
    assert len(content) == block[1] and hashlib.sha256(content).digest() == name
    return content


def read_manifest(path):
    with open(path, "rb") as file:
        first, body = file.read().split(b"\n", 1)
    word, version, kind, digest = first.decode().split(" ")
    assert (word, version, kind) == ("HOLDFAST-MANIFEST", "1", "plain")
    assert hashlib.sha256(body).hexdigest() == digest
    return json.loads(body)


def entries_of(places, manifest):
    for part in manifest["parts"]:
        for line in content_of(places, part["block"]).decode().splitlines():
            yield json.loads(line)


def file_blocks(places, held):
    for block in held["blocks"]:
        if held.get("lists"):
            yield from json.loads(content_of(places, block))
        else:
            yield block


def extract(places, entry, folder):
    path = os.path.join(folder, entry["path"])
    os.makedirs(path if entry["kind"] == "folder" else os.path.dirname(path), exist_ok=True)
    if entry["kind"] == "link":
        os.symlink(entry["link"], path)
    if entry["kind"] == "file":
        digest = hashlib.sha256()
        with open(path, "wb") as file:
            for block in file_blocks(places, entry["held"]):
                content = content_of(places, block)
                digest.update(content)
                file.write(content)
        assert digest.hexdigest() == entry["sha256"], path


def read_list(path):
    """The manifests that a plan's list names: name -> hash. Every line follows one before it."""
    named, links = {}, ["0" * 64]
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    for line in lines:
        found = re.fullmatch(rb"([0-9a-f]{64}) ([\w-][\w.-]{0,200}) ([0-9a-f]{64})", line)
        if not found:
            continue
        digest, name, link = (part.decode() for part in found.groups())
        said = [hashlib.sha256(f"{before} {digest} {name}".encode()).hexdigest() for before in links]
        assert link in said, f"{path}: the line of {name} follows from none before it"
        links = [*links[-7:], link]
        named[name] = digest
    return named


def list_archives(vault):
    """Those that are kept; what waits in bin/ was let go."""
    for path in sorted(glob.glob(os.path.join(vault, "archives", "*", "*.holdfast"))):
        plan, name = path.split(os.sep)[-2:]
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        named = read_list(os.path.join(vault, "digests", plan + ".txt"))
        assert named.get(name) == digest, f"{path} is not the manifest that was written"
        print(os.path.relpath(path, vault))


def extract_archive(vault, archive, folder):
    places = read_tables(vault)
    manifest = read_manifest(os.path.join(vault, archive))
    count = 0
    for entry in entries_of(places, manifest):
        extract(places, entry, folder)
        count += 1
    assert count == manifest["entries"]
    print(count)


(extract_archive if len(sys.argv) > 2 else list_archives)(*sys.argv[1:])
