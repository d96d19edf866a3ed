-- Session starts by a trusted client for USERS random users (default 2000).
local users = tonumber(os.getenv("USERS") or "2000")
local seed = 0

function setup(thread)
  thread:set("seed", seed)
  seed = seed + 1
end

function init(args)
  math.randomseed(os.time() + seed)
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Basic Z2F0ZXdheTpnYXRld2F5LXNlY3JldA=="
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Connection"] = "keep-alive"
  wrk.body = '{"userAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36","ipAddress":"192.0.2.7"}'
end

function request()
  return wrk.format(nil, "/users/user-" .. math.random(users) .. "/sessions")
end

function done(summary, latency, requests)
  io.write(string.format("requests/s %.0f  p50 %.1f ms  p99 %.1f ms  not 2xx %d  failed %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
