package dev.rollcall.api.odd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** The outcome of all requests. */
final class Report {

    /** The number of complaints of each kind that is kept per target. */
    private static final int ENOUGH = 2;

    private static final int MOST = 1_500;

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> complaintsByKind = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    private final Set<String> created = new ConcurrentSkipListSet<>();
    private final Map<String, Long> millis = new ConcurrentSkipListMap<>();

    void count(Target target, int status) {
        answers.computeIfAbsent(target + " " + status, key -> new AtomicInteger())
                .incrementAndGet();
    }

    /** @param user the name of the created account, as stated in the answer */
    void created(String user) {
        created.add(user);
    }

    Set<String> created() {
        return created;
    }

    /** Writes the results of all targets so far to {@code target/odd-requests.txt}. */
    synchronized void took(Target target, long time) throws IOException {
        millis.put(target.toString(), time);
        List<String> lines = new ArrayList<>();
        answers.forEach((answer, count) -> lines.add(answer + ": " + count));
        millis.forEach((done, taken) -> lines.add(done + ": " + taken + " ms"));
        complaintsByKind.forEach((kind, count) -> lines.add(kind + ": " + count));
        Files.write(Files.createDirectories(Path.of("target")).resolve("odd-requests.txt"), lines);
    }

    void complain(Requests.Made made, String complaint) {
        String kind = made.wire().target + ": " + complaint.split(":", 2)[0];
        if (complaintsByKind.computeIfAbsent(kind, key -> new AtomicInteger()).incrementAndGet() <= ENOUGH) {
            String request = new String(made.bytes(), StandardCharsets.ISO_8859_1);
            complaints.add(made + "\n  " + complaint + "\n" + shortened(request));
        }
    }

    private static String shortened(String request) {
        String squeezed = request.replaceAll("(.{1,6}?)\\1{30,}", "$1… ");
        return squeezed.length() > MOST ? squeezed.substring(0, MOST) + "…" : squeezed;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }
}
