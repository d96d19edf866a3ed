package dev.rollcall.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.transparency.verify.TestLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests notes that another implementation signed, and texts that are not notes. */
class SignedNoteTest {

    /** The example of golang.org/x/mod/sumdb/note. */
    private static final String PETER_NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @Test
    void aNoteThatAnotherImplementationSignedIsVerified() {
        SignedNote note = SignedNote.parse(NOTE);

        assertThat(note.isSignedBy(VerifierKey.parse(PETER_NEUMANN))).isTrue();
        assertThat(note).hasToString(NOTE);
        assertThat(VerifierKey.parse(PETER_NEUMANN)).hasToString(PETER_NEUMANN);
        assertThat(SignedNote.parse(NOTE.replace("your problem is", "our problem is"))
                        .isSignedBy(VerifierKey.parse(PETER_NEUMANN)))
                .isFalse();
        assertThat(note.isSignedBy(TestLog.KEY)).isFalse();
    }

    @Test
    void signaturesOfOthersAreIgnoredButAWrongOneOfTheKeyIsNot() {
        String signed = TestLog.sign("text\n");
        String other = NOTE.substring(NOTE.indexOf('\u2014'));
        String wrong = TestLog.sign("another\n").substring("another\n\n".length());

        assertThat(SignedNote.parse(signed + other).isSignedBy(TestLog.KEY)).isTrue();
        assertThat(SignedNote.parse(signed + wrong).isSignedBy(TestLog.KEY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 name",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n- name AAAAAAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAAAAAA",
                "te\txt\n\n\u2014 name AAAAAAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAAAAAA=\n"
            })
    void aTextThatIsNotASignedNoteIsRejected(String text) {
        assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter+Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc",
                "PeterNeumann+c74f20a3+%"
            })
    void aLineThatIsNotAVerifierKeyIsRejected(String line) {
        assertThatThrownBy(() -> VerifierKey.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "o\n",
                "o\n1\n",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n1\nCsUYapGGPo4d\n"
            })
    void aTextThatIsNotACheckpointIsRejected(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theExampleOfTheSpecificationIsACheckpoint() {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

        assertThat(Checkpoint.parse(text).size()).isEqualTo(20852163);
        assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    }
}
