package dev.rollcall.faults.history;

import dev.rollcall.faults.history.verdict.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fault in an otherwise correct log, and what must be found. */
enum PlantedFault {
    LOST_START(Kind.ACKNOWLEDGED_START_LOST) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(log.done("start"), random, start -> log.forget(about(log, start)));
        }
    },
    LOST_END(Kind.ACKNOWLEDGED_END_LOST) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(
                    log.done("end"),
                    random,
                    end -> log.forget(log.events().stream()
                            .filter(event -> SimulatedLog.ends(event, session(end)))
                            .toList()));
        }
    },
    RESURRECTION(Kind.ENDED_SHOWN_LIVE) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(log.done("end"), random, end -> {
                long invoked = SimulatedLog.number(end, "answered") + SimulatedUser.BOUND + 1;
                answer(log, "check", end, invoked).put("session", session(end));
            });
        }
    },
    ID_USED_AGAIN(Kind.ID_STARTED_TWICE) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(log.events("SessionStarted"), random, start -> again(log, start));
        }
    },
    SECOND_END(Kind.ENDED_TWICE) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(
                    log.events().stream().filter(event -> event.containsKey("reason")), random, end -> again(log, end));
        }
    },
    EVENT_FROM_NOWHERE(Kind.EVENT_WITHOUT_CAUSE) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            int mayBeDone = (int) log.operations().stream()
                    .filter(operation -> "start".equals(operation.get("op")))
                    .count();
            for (int i = 0; i <= mayBeDone; i++) {
                log.addEvent("SessionStarted", "alice").put("session", "planted-" + i);
            }
            return true;
        }
    },
    FALSE_REFUSAL(Kind.REFUSED_WITHOUT_END) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            Stream<Map<String, @Nullable Object>> never = log.done("start")
                    .filter(start ->
                            log.events().stream().noneMatch(event -> SimulatedLog.ends(event, session(start))));
            return pick(never, random, start -> {
                Map<String, @Nullable Object> check =
                        answer(log, "check", start, SimulatedLog.number(start, "answered"));
                check.put("session", session(start));
                check.put("outcome", "refused");
                check.put("code", "SESSION_ENDED");
            });
        }
    },
    GAP(Kind.SEQUENCE_GAP) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            Stream<Map<String, @Nullable Object>> notLast = log.events().stream()
                    .filter(event -> SimulatedLog.number(event, "sequence")
                            < log.ofUser(SimulatedLog.user(event)).size() - 1);
            return pick(notLast, random, event -> log.events().remove(event));
        }
    },
    REPEATED_INDEX(Kind.INDEX_REPEATED) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            if (log.events().size() < 2) {
                return false;
            }
            log.events().get(1).put("index", log.events().get(0).get("index"));
            return true;
        }
    },
    INVERTED_STARTS(Kind.ORDER_INVERTED) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            List<Map<String, @Nullable Object>> starts = log.done("start").toList();
            Stream<Map<String, @Nullable Object>> followed =
                    starts.stream().filter(start -> follower(start, starts).isPresent());
            return pick(followed, random, first -> {
                Map<String, @Nullable Object> second = follower(first, starts).orElseThrow();
                Map<String, @Nullable Object> one = about(log, first).get(0);
                Map<String, @Nullable Object> other = about(log, second).get(0);
                one.put("session", session(second));
                other.put("session", session(first));
            });
        }
    },
    MISSING_EVICTION(Kind.WRONG_EVICTION) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            Stream<Map<String, @Nullable Object>> evictions =
                    log.events("SessionEvicted").filter(event -> event.containsKey("replacedBy"));
            return pick(evictions, random, eviction -> log.forget(List.of(eviction)));
        }
    },
    LIMIT_EXCEEDED(Kind.LIMIT_EXCEEDED_IN_EVENTS) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            Stream<Map<String, @Nullable Object>> evictions =
                    log.events("SessionEvicted").filter(event -> event.containsKey("replacedBy"));
            return pick(evictions, random, eviction -> log.forget(List.of(eviction)));
        }
    },
    LIMIT_EXCEEDED_FOR_CLIENTS(Kind.LIMIT_EXCEEDED_FOR_CLIENTS) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            if (!log.text().lines().findFirst().orElse("").contains("\"limit\":1")
                    || log.events("SecuritySettingsChanged").findAny().isPresent()) {
                return false;
            }
            List<Map<String, @Nullable Object>> starts = log.done("start").toList();
            Stream<Map<String, @Nullable Object>> followed =
                    starts.stream().filter(start -> follower(start, starts).isPresent());
            return pick(followed, random, first -> {
                Map<String, @Nullable Object> second = follower(first, starts).orElseThrow();
                long invoked = SimulatedLog.number(second, "answered") + SimulatedUser.BOUND + 1;
                answer(log, "check", first, invoked).put("session", session(first));
                answer(log, "check", second, invoked).put("session", session(second));
            });
        }
    },
    WRONG_ANSWER(Kind.WRONG_ENDED_ANSWER) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            Stream<Map<String, @Nullable Object>> naming = log.operations().stream()
                    .filter(operation -> SimulatedLog.isDone(operation)
                            && !"end".equals(operation.get("op"))
                            && operation.get("ended") instanceof List<?> ended
                            && ended.size() > 1);
            return pick(naming, random, operation -> {
                List<?> ended = (List<?>) Objects.requireNonNull(operation.get("ended"));
                operation.put("ended", ended.subList(1, ended.size()));
            });
        }
    },
    REUSED_TOKEN(Kind.REUSE_NOT_CAUGHT) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(log.done("refresh"), random, refresh -> {
                long invoked = SimulatedLog.number(refresh, "answered") + SimulatedUser.GRACE + 1;
                repeat(log, refresh, invoked);
            });
        }
    },
    FORKED_TOKEN(Kind.REFRESH_CHAIN_FORKED) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(
                    log.done("refresh"),
                    random,
                    refresh -> repeat(log, refresh, SimulatedLog.number(refresh, "answered"))
                            .put("newToken", "planted"));
        }
    },
    SHRUNKEN_TREE(Kind.TREE_SHRANK) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(
                    log.done("checkpoint").filter(checkpoint -> SimulatedLog.number(checkpoint, "size") > 0),
                    random,
                    checkpoint -> checkpoint(log, checkpoint, SimulatedLog.number(checkpoint, "size") - 1));
        }
    },
    FORKED_TREE(Kind.TREE_FORKED) {
        @Override
        boolean plant(SimulatedLog log, Random random) {
            return pick(
                    log.done("checkpoint"),
                    random,
                    checkpoint -> checkpoint(log, checkpoint, SimulatedLog.number(checkpoint, "size"))
                            .put("root", "planted"));
        }
    };

    private final Kind kind;

    PlantedFault(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Returns whether the log has a place for this fault. */
    abstract boolean plant(SimulatedLog log, Random random);

    private interface Change {
        void apply(Map<String, @Nullable Object> line);
    }

    private static boolean pick(Stream<Map<String, @Nullable Object>> lines, Random random, Change change) {
        List<Map<String, @Nullable Object>> all = lines.toList();
        if (all.isEmpty()) {
            return false;
        }
        change.apply(all.get(random.nextInt(all.size())));
        return true;
    }

    private static Object session(Map<String, @Nullable Object> line) {
        return Objects.requireNonNull(line.get("session"));
    }

    private static List<Map<String, @Nullable Object>> about(SimulatedLog log, Map<String, @Nullable Object> start) {
        return log.events().stream()
                .filter(event -> SimulatedLog.isAbout(event, session(start)))
                .toList();
    }

    private static void again(SimulatedLog log, Map<String, @Nullable Object> event) {
        Map<String, @Nullable Object> copy = new HashMap<>(event);
        copy.remove("sequence");
        copy.remove("index");
        log.addEvent("", (String) SimulatedLog.user(event)).putAll(copy);
    }

    private static Map<String, @Nullable Object> answer(
            SimulatedLog log, String op, Map<String, @Nullable Object> like, long invoked) {
        Map<String, @Nullable Object> operation = log.addOperation(op, (String) SimulatedLog.user(like), invoked);
        operation.put("answered", invoked);
        operation.put("outcome", "done");
        return operation;
    }

    private static Map<String, @Nullable Object> repeat(
            SimulatedLog log, Map<String, @Nullable Object> refresh, long invoked) {
        Map<String, @Nullable Object> second = answer(log, "refresh", refresh, invoked);
        Stream.of("session", "token", "newToken").forEach(field -> second.put(field, refresh.get(field)));
        return second;
    }

    private static Map<String, @Nullable Object> checkpoint(
            SimulatedLog log, Map<String, @Nullable Object> earlier, long size) {
        long invoked = SimulatedLog.number(earlier, "answered") + 1;
        Map<String, @Nullable Object> later = log.addOperation("checkpoint", "", invoked);
        later.putAll(Map.of("answered", invoked, "outcome", "done", "size", size, "root", "root of " + size));
        return later;
    }

    /** Returns a start of the same user that was invoked after this one was answered. */
    private static Optional<Map<String, @Nullable Object>> follower(
            Map<String, @Nullable Object> start, List<Map<String, @Nullable Object>> starts) {
        return starts.stream()
                .filter(other -> SimulatedLog.user(other).equals(SimulatedLog.user(start))
                        && SimulatedLog.number(other, "invoked") > SimulatedLog.number(start, "answered"))
                .findFirst();
    }
}
