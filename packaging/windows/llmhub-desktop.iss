; Inno Setup: the installer for Windows. NOT YET RUN: it was written on Linux, where Inno Setup does not run.
; iscc /DVersion=0.1.0 packaging\windows\llmhub-desktop.iss, after PyInstaller made build\folders\llmhub-desktop
; and, for an installer with the engine, build\folders\llmhub-desktop-engine.

#ifndef Version
  #error Say the version: /DVersion=0.1.0
#endif
#define Name "LLM Hub Desktop"
#define Program "llmhub-desktop.exe"
#define Folders "..\..\build\folders"

[Setup]
AppId={{6D0E6C0F-7C0B-4B7B-9A3E-5B8C7C1E2F61}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The LLM Hub Desktop contributors
DefaultDirName={autopf}\LLM Hub Desktop
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
; For one person without an administrator, or for all with one: the person chooses.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=llmhub-desktop-{#Version}-windows-x64
SetupIconFile=..\..\build\app.ico
UninstallDisplayIcon={app}\llmhub-desktop\{#Program}
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Types]
Name: "full"; Description: "Program and engine (answers without a server)"
Name: "compact"; Description: "Program only"
Name: "custom"; Description: "Choose"; Flags: iscustom

[Components]
Name: "program"; Description: "{#Name}"; Types: full compact custom; Flags: fixed
Name: "engine"; Description: "Language models on this computer"; Types: full

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

; A former version's files would stay beside the new ones. The person's data lie elsewhere.
[InstallDelete]
Type: filesandordirs; Name: "{app}\llmhub-desktop"
Type: filesandordirs; Name: "{app}\llmhub-desktop-engine"

; Side by side: the program looks for the engine in the folder beside its own.
[Files]
Source: "{#Folders}\llmhub-desktop\*"; DestDir: "{app}\llmhub-desktop"; Components: program; Flags: recursesubdirs ignoreversion
Source: "{#Folders}\llmhub-desktop-engine\*"; DestDir: "{app}\llmhub-desktop-engine"; Components: engine; Flags: recursesubdirs ignoreversion skipifsourcedoesntexist

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\llmhub-desktop\{#Program}"; AppUserModelID: "io.github.llmhub_desktop.LLMHubDesktop"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\llmhub-desktop\{#Program}"; Tasks: desktopicon

; "Open with" offers the program for pictures and sound; it becomes nothing's default.
[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\shell\open\command"; ValueType: string; ValueData: """{app}\llmhub-desktop\{#Program}"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".png"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".jpg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".jpeg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".webp"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".wav"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mp3"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".flac"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".ogg"; ValueData: ""

[Run]
Filename: "{app}\llmhub-desktop\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
