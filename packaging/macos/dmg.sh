#!/bin/sh
# Puts the .app into a disk image. NOT YET RUN: it was written on Linux; it needs macOS's own tools.
# Usage: dmg.sh VERSION, after PyInstaller made "build/folders/LLM Hub Desktop.app"
# Signed ad hoc, so that it starts on the machine that built it; for others sign with a
# "Developer ID Application" certificate in SIGN_AS and notarise with notarytool.
set -eu
version=$1
cd "$(dirname "$0")/../.."
app="build/folders/LLM Hub Desktop.app"
engine=build/folders/llmhub-desktop-engine
image="dist/llmhub-desktop-$version-macos-$(uname -m).dmg"

# Where the program looks for its engine: in the folder beside its own.
if [ -d "$engine" ]; then
    rm -rf "$app/Contents/llmhub-desktop-engine"
    cp -R "$engine" "$app/Contents/llmhub-desktop-engine"
fi
# Without this entitlement a hardened program gets silence from the microphone.
codesign --force --deep --options runtime --sign "${SIGN_AS:--}" \
    --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage"
ln -s /Applications "$stage/Applications"
mkdir -p dist
rm -f "$image"
hdiutil create -volname "LLM Hub Desktop" -srcfolder "$stage" -format UDZO "$image"
hdiutil verify "$image"
