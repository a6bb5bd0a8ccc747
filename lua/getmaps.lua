-- lua.getvhostmap and lua.getappmap: the map files in force, empty when maps are off.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local mlb = dofile(folder .. "mlb.lua")

mlb.serve("getvhostmap", "/_haproxy_getvhostmap")
mlb.serve("getappmap", "/_haproxy_getappmap")
