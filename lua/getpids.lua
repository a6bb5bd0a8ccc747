-- lua.getpids: the process ids of HAProxy, separated by spaces.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local mlb = dofile(folder .. "mlb.lua")

mlb.serve("getpids", "/_haproxy_getpids")
