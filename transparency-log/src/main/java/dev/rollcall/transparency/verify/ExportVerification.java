package dev.rollcall.transparency.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.transparency.CanonicalJson;
import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.TreeHash;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the lines of an export, one by one, against checkpoints. Line numbers start at 1, indexes at 0. */
final class ExportVerification {

    private static final JsonFactory JSON = new JsonFactory();

    private static final Set<String> MEMBERS =
            Set.of("index", "eventId", "userId", "sequence", "type", "revision", "recordedAt", "payload");

    private final Deque<Checkpoint> pending;
    private final Checkpoint last;
    private final KnownHashes known;
    private final GrowingTree tree = new GrowingTree();
    private long proven;

    /** @param checkpoints at least one */
    ExportVerification(List<Checkpoint> checkpoints, KnownHashes known) throws VerificationFailure {
        this.pending = new ArrayDeque<>(checkpoints.stream()
                .sorted(Comparator.comparingLong(Checkpoint::size))
                .toList());
        this.last = pending.getLast();
        this.known = known;
        compareWithCheckpoints();
    }

    /**
     * Checks the next line.
     *
     * @return its leaf hash
     */
    byte[] add(byte[] line) throws IOException, VerificationFailure {
        if (tree.size() == last.size()) {
            throw new VerificationFailure("line " + lineNumber() + " is not covered: the checkpoint has size "
                    + last.size() + ". Get a newer checkpoint, or export with to=" + last.size());
        }
        requireCanonical(line);
        requirePlace(line);
        byte[] hash = TreeHash.ofLeaf(line);
        tree.append(hash);
        known.compare(hash);
        compareWithCheckpoints();
        return hash;
    }

    /**
     * Checks that the export is complete. Must be called after the last line.
     *
     * @return what was proved, as a sentence
     */
    String finish(boolean isCutOff) throws VerificationFailure {
        if (isCutOff) {
            throw new VerificationFailure("line " + lineNumber() + " is cut off");
        }
        if (tree.size() < last.size()) {
            throw new VerificationFailure("the export ends after " + tree.size() + " of " + last.size() + " lines");
        }
        return tree.size() + " events are as " + last.origin() + " signed them";
    }

    private void compareWithCheckpoints() throws VerificationFailure {
        while (!pending.isEmpty() && pending.getFirst().size() == tree.size()) {
            Checkpoint checkpoint = pending.removeFirst();
            if (!Arrays.equals(tree.root(), checkpoint.rootHash())) {
                throw new VerificationFailure(rootDiffers(checkpoint));
            }
            proven = tree.size();
        }
    }

    private String rootDiffers(Checkpoint checkpoint) {
        if (proven == checkpoint.size()) {
            return "there are two checkpoints of size " + proven + " with different root hashes: the log signed both";
        }
        String place = proven == 0
                ? "lines 1 to " + checkpoint.size()
                : "lines 1 to " + proven + " are as signed, but lines " + (proven + 1) + " to " + checkpoint.size();
        return place + " do not match the checkpoint of size " + checkpoint.size() + known.about(checkpoint);
    }

    private void requireCanonical(byte[] line) throws VerificationFailure {
        try {
            if (!Arrays.equals(CanonicalJson.of(line), line)) {
                throw new VerificationFailure("line " + lineNumber() + " is not in canonical form (RFC 8785)");
            }
        } catch (IOException notJson) {
            throw new VerificationFailure("line " + lineNumber() + " is not JSON");
        }
    }

    private void requirePlace(byte[] line) throws IOException, VerificationFailure {
        Set<String> members = new HashSet<>();
        try (JsonParser event = JSON.createParser(line)) {
            event.nextToken();
            for (String member = event.nextFieldName(); member != null; member = event.nextFieldName()) {
                members.add(member);
                JsonToken value = event.nextToken();
                if (member.equals("index")) {
                    requireIndex(event, value);
                }
                event.skipChildren();
            }
        } catch (JsonProcessingException unreadable) {
            throw new VerificationFailure(
                    "line " + lineNumber() + " is not an event: " + unreadable.getOriginalMessage());
        }
        if (!members.equals(MEMBERS)) {
            throw new VerificationFailure("line " + lineNumber() + " does not have the members of an event");
        }
    }

    private void requireIndex(JsonParser event, JsonToken value) throws IOException, VerificationFailure {
        if (!value.isNumeric() || event.getDoubleValue() != tree.size()) {
            String index = value == JsonToken.VALUE_STRING ? CanonicalJson.quoted(event.getText()) : event.getText();
            throw new VerificationFailure("line " + lineNumber() + " has index " + index + " instead of " + tree.size()
                    + (tree.size() == 0 ? ": an export must begin with the first event" : ""));
        }
    }

    private long lineNumber() {
        return tree.size() + 1;
    }
}
