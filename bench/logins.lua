-- Logins with wrong passwords, each with a new user name.
local next = 0
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  counts = {}
end

function request()
  next = next + 1
  return wrk.format("POST", "/auth/login", { ["Content-Type"] = "application/json" },
    string.format('{"user_name":"nobody-%d","password":"wrong"}', next))
end

function response(status)
  counts[status] = (counts[status] or 0) + 1
  summaries = ""
  for code, count in pairs(counts) do
    summaries = summaries .. string.format("status %d: %d  ", code, count)
  end
end

function done(summary, latency, requests)
  local all = ""
  for _, thread in ipairs(threads) do
    all = all .. (thread:get("summaries") or "")
  end
  io.write(string.format("%sslowest %.1f s  failed %d\n", all, latency.max / 1e6,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
