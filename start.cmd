@echo off
rem Starts Holdfast inside the Windows Subsystem for Linux, from the folder this file lies in.
setlocal
where wsl.exe >nul 2>nul
if errorlevel 1 goto missing
wsl.exe --status >nul 2>nul
if errorlevel 1 goto missing
wsl.exe --cd "%~dp0." -- bash -lc "command -v npm >/dev/null 2>&1 && exec npm start; echo 'Node 20 or newer is missing in WSL. Install it there: sudo apt-get install nodejs npm' >&2; exit 1"
exit /b %errorlevel%

:missing
echo Holdfast runs on Windows through WSL, which is not installed here.
echo Open a terminal as administrator and type: wsl --install
echo Restart Windows, then open start.cmd again.
exit /b 1
