package dev.rollcall.api.operations.administrators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.operations.cli.RollcallCommand;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Operators create administrators and reset passwords while a node is running. */
class AdminCommandIT {

    private static final String PASSWORD = "correct horse";
    private static final String OTHER = "battery staple";

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static Node node;

    private final InputStream standardInput = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        node = Node.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void restoreStandardInput() {
        System.setIn(standardInput);
    }

    @Test
    void anAdministratorIsCreatedOnce() {
        assertThat(run(PASSWORD + "\n", "create", "--name=mary"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("Created the administrator mary").doesNotContain(PASSWORD);
        SignedIn mary = node.client().signIn("mary", PASSWORD);
        assertThat(mary.profile().text("role")).isEqualTo("ADMIN");
        assertThat(StoredEvents.of(DATABASE, "\tmary", "AccountCreated"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("way").asString()).isEqualTo("OPERATOR");
                    assertThat(event.path("role").asString()).isEqualTo("ADMIN");
                });

        assertThat(run(OTHER, "create", "--name=mary")).isEqualTo(1);
        assertThat(err.toString()).contains("There is an account mary (ADMIN, ACTIVE) already.", "reset-password");
        node.client().signIn("mary", PASSWORD);
    }

    @Test
    void aTakenNameIsRefused() {
        assertThat(run(PASSWORD, "create", "--name=june_doe")).isEqualTo(1);
        assertThat(err.toString()).contains("june_doe (USER, ACTIVE)");
        assertThat(node.client().signIn("june_doe", "test123").profile().text("role"))
                .isEqualTo("USER");
        node.client().start("historic");
        assertThat(run(PASSWORD, "create", "--name=historic")).isEqualTo(1);
        assertThat(err.toString()).contains("has a history under the name historic");
    }

    @Test
    void aResetEndsAllSessionsOfTheOldPassword() {
        createUser("forgetful");
        SignedIn phone = node.client().signIn("forgetful", PASSWORD);
        SignedIn laptop = node.client().signIn("forgetful", PASSWORD);

        assertThat(run(OTHER, "reset-password", "--name=forgetful"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("2 sessions were ended");
        assertThat(StoredEvents.of(DATABASE, "\tforgetful", "PasswordChanged"))
                .extracting(event -> event.path("way").asString())
                .containsExactly("OPERATOR");
        assertThat(List.of(phone, laptop))
                .extracting(device -> device.profile().text("reason"))
                .containsOnly("TERMINATED_BY_ADMIN");
        assertThat(node.client().login("forgetful", PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        node.client().signIn("forgetful", OTHER);
    }

    @Test
    void aResetMayRequireAnotherPassword() {
        createUser("temporary");

        assertThat(run(OTHER, "reset-password", "--name=temporary", "--must-change"))
                .isZero();

        Client client = node.client();
        assertThat(client.login("temporary", OTHER).code()).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        assertThat(client.post(
                                "/auth/login",
                                Map.of("userName", "temporary", "password", OTHER, "new_password", "third staple"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatCannotBeDoneIsExplained() {
        assertThat(run(PASSWORD, "reset-password", "--name=nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no account with the name nobody.");
        assertThat(run("password1", "create", "--name=weak")).isEqualTo(1);
        assertThat(err.toString()).contains("The password must not be one of the most common passwords.");
        assertThat(run("two\nlines are too many", "create", "--name=weak")).isEqualTo(2);
        assertThat(err.toString()).contains("as one line of UTF-8");
        assertThat(run("", "create", "--name=weak")).isEqualTo(1);
        assertThat(run(PASSWORD, "create", "--name=a/b")).isEqualTo(2);
        assertThat(err.toString()).contains("--name: a user name must not contain /");
        assertThat(run(PASSWORD, "create")).isEqualTo(2);
        assertThat(run(PASSWORD, "create", "--name=weak", "--password=" + PASSWORD))
                .isEqualTo(2);
        assertThat(DATABASE.jdbc()
                        .queryForObject("SELECT count(*) FROM account WHERE user_id IN ('weak', 'a/b')", Integer.class))
                .isZero();
    }

    private static void createUser(String user) {
        Client admin = node.client().signIn("admin", "admin123").client();
        assertThat(admin.post("/users", Map.of("userName", user, "password", PASSWORD))
                        .status())
                .isEqualTo(201);
    }

    private int run(String input, String... arguments) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.add("--spring.datasource.url=" + DATABASE.url());
        all.add("--rollcall.personal-data.master-key=" + Node.MASTER_KEY);
        CommandLine command = RollcallCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }
}
