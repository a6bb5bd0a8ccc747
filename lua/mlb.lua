-- Asks the running marathon-lb over its unix socket, for HAPROXY_HEAD templates that still load getpids.lua and its companions. marathon-lb's own head
-- forwards these paths without any Lua. HAProxy's environment may name the socket in MLB_HTTP_SOCK; in a chroot that is a path inside it.

local mlb = {}

-- Milliseconds. marathon-lb itself waits five seconds for HAProxy's master.
local patience = 10000

-- The HTTP client of HAProxy 2.5 and later: with core.tcp, answers larger than a buffer stall on 2.6 and 3.0.
local function ask(method, path)
  local socket = os.getenv("MLB_HTTP_SOCK")
  if socket == nil or socket == "" then socket = "/run/marathon-lb/http.sock" end
  local client = core.httpclient()
  local request = { url = "http://localhost" .. path, dst = "unix@" .. socket, timeout = patience }
  if method == "GET" then return client:get(request) end
  if method == "HEAD" then return client:head(request) end
  if method == "POST" then return client:post(request) end
  return { status = 405, headers = { ["content-type"] = { [0] = "text/plain" } }, body = "use GET\n" }
end

-- True if the answer is marathon-lb's, and all of it. Where nobody listens HAProxy makes a 503 of its own, in HTML.
local function is_whole(method, answer)
  if answer == nil or answer.headers == nil then return false end
  local kind, length = answer.headers["content-type"], answer.headers["content-length"]
  if kind == nil or kind[0]:sub(1, 10) ~= "text/plain" then return false end
  return length == nil or method == "HEAD" or tonumber(length[0]) == #(answer.body or "")
end

-- Registers a service that answers what marathon-lb answers for the path.
function mlb.serve(service, path)
  core.register_service(service, "http", function(applet)
    local answer = ask(applet.method, path)
    local status, body = 503, "marathon-lb does not answer\n"
    if is_whole(applet.method, answer) then status, body = answer.status, answer.body or "" end
    applet:set_status(status)
    applet:add_header("content-length", tostring(#body))
    applet:add_header("content-type", "text/plain; charset=utf-8")
    applet:add_header("cache-control", "no-store")
    applet:start_response()
    if body ~= "" then applet:send(body) end
  end)
end

return mlb
