package dev.rollcall.api.odd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Sends all requests to one target and judges the answers. */
final class Run {

    private static final int AT_A_TIME = 24;

    private static final JsonMapper JSON = new JsonMapper();

    private static final int MOST_BYTES = 100_000;

    private final String address;
    private final Scene scene;
    private final Requests requests;
    private final Judge judge;
    private final Report report;
    private final Set<CallerKind> used = EnumSet.noneOf(CallerKind.class);

    Run(World world, Targets targets, Described described, Target target, int number, long seed, Report report) {
        this.address = world.client.address();
        this.scene = new Scene(world, number);
        this.requests = new Requests(target, scene, seed);
        this.judge = new Judge(targets, described, world);
        this.report = report;
    }

    void all(int number) throws IOException {
        long begun = System.nanoTime();
        for (int index = 0; index < number; ) {
            List<Requests.Made> some = new ArrayList<>();
            int bytes = 0;
            while (index < number && some.size() < AT_A_TIME && bytes < MOST_BYTES) {
                Requests.Made made = requests.make(index++);
                bytes += made.bytes().length;
                some.add(made);
            }
            send(some);
            scene.renew(used);
            used.clear();
        }
        report.took(requests.target(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    private void send(List<Requests.Made> some) {
        List<Requests.Made> together =
                some.stream().filter(made -> !made.wire().alone).toList();
        try {
            List<List<Answer>> answers = Connection.exchange(address, together);
            for (int i = 0; i < together.size(); i++) {
                judge(together.get(i), answers.get(i));
            }
        } catch (Connection.Unanswered broken) {
            report.complain(broken.request(), "no answer: " + broken.getMessage());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        some.stream().filter(made -> made.wire().alone).forEach(this::sendAlone);
    }

    private void sendAlone(Requests.Made made) {
        try {
            List<Answer> answers = Connection.sendAlone(address, made);
            answers.forEach(answer -> judge(made, answer));
        } catch (IOException broken) {
            report.complain(made, "no answer: " + broken);
        }
    }

    private void judge(Requests.Made made, List<Answer> answers) {
        if (answers.isEmpty()) {
            report.complain(made, "not answered");
        }
        answers.forEach(answer -> judge(made, answer));
    }

    private void judge(Requests.Made made, Answer answer) {
        report.count(made.wire().target, answer.status());
        judge.judge(made, answer, scene).ifPresent(complaint -> report.complain(made, complaint + ": " + answer));
        if (answer.status() == 201 && made.wire().target.toString().equals("POST /users")) {
            report.created(JSON.readTree(answer.body()).path("userId").asString());
        }
        boolean ended = answer.status() == 401 && answer.body().contains("SESSION_ENDED")
                || answer.status() == 303 && answer.header("Location").startsWith("/login");
        boolean changed = answer.isGranted() && !made.wire().method.equals("GET");
        if (ended || changed) {
            used.add(made.wire().caller);
        }
    }
}
