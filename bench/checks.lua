-- Requests CHECK_PATH (default /auth/profile) with the access tokens in the file TOKENS, one per line.
local tokens = {}
local path = os.getenv("CHECK_PATH") or "/auth/profile"
local next = 0

function init(args)
  for line in io.lines(os.getenv("TOKENS")) do
    tokens[#tokens + 1] = line
  end
  math.randomseed(os.time())
  next = math.random(#tokens)
end

function request()
  next = next % #tokens + 1
  return wrk.format("GET", path, { Authorization = "Bearer " .. tokens[next] })
end

function done(summary, latency, requests)
  io.write(string.format("requests/s %.0f  p50 %.1f ms  p99 %.1f ms  not 2xx %d  failed %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
