-- lua.signalmlbhup and lua.signalmlbusr1: fetch everything from Marathon again; check and load the existing configuration again.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local mlb = dofile(folder .. "mlb.lua")

mlb.serve("signalmlbhup", "/_mlb_signal/hup")
mlb.serve("signalmlbusr1", "/_mlb_signal/usr1")
