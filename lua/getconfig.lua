-- lua.getconfig: the configuration that HAProxy runs.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local mlb = dofile(folder .. "mlb.lua")

mlb.serve("getconfig", "/_haproxy_getconfig")
