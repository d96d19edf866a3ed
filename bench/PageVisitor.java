import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A user who is signed in twice: on the pages, with a cookie, and to the API, with a token. */
class PageVisitor {

    private static final String PASSWORD = "correct horse";

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final Pattern PART = Pattern.compile("<(?:link rel=\"stylesheet\"|script)[^>]* (?:href|src)=\"([^\"]+)\"");

    private final URI node;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String bearer;

    private PageVisitor(URI node, String user, String password) throws IOException, InterruptedException {
        this.node = node;
        String form = "_csrf=" + find(FORM_TOKEN, send(request("/login").GET()).body())
                + "&userName=" + user + "&password=" + password.replace(' ', '+');
        send(request("/login").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        bearer = "Bearer " + Sessions.Tokens.of(send(request("/auth/login").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(account(user, password)))).body()).access();
    }

    static PageVisitor of(URI node, String user, String password) throws IOException, InterruptedException {
        return new PageVisitor(node, user, password);
    }

    /** Creates the account first. */
    static PageVisitor ofNew(PageVisitor admin, String user) throws IOException, InterruptedException {
        admin.send(admin.request("/users").header("Authorization", admin.bearer).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(account(user, PASSWORD))));
        return new PageVisitor(admin.node, user, PASSWORD);
    }

    private static String account(String user, String password) {
        return "{\"userName\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    Call page(String path) {
        String all = cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue()).collect(Collectors.joining("; "));
        return Call.of("GET " + path, Map.of("Cookie", all, "Accept", "text/html"), "", null);
    }

    Call call(String path) {
        return Call.of("GET " + path, Map.of("Authorization", bearer), "", null);
    }

    /** Calls the API without a body. */
    void post(String path) throws IOException, InterruptedException {
        send(request(path).header("Authorization", bearer).POST(BodyPublishers.noBody()));
    }

    /** Returns the group of a pattern in the answer to a call. */
    String find(String path, String pattern) throws IOException, InterruptedException {
        return find(Pattern.compile(pattern), send(request(path).header("Authorization", bearer).GET()).body());
    }

    /** Returns the size of a page, its style sheets and scripts, each compressed, in kB. */
    double kilobytes(String path) throws IOException, InterruptedException {
        String page = send(request(path).GET()).body();
        int bytes = compressed(page);
        for (Matcher part = PART.matcher(page); part.find(); ) {
            bytes += compressed(send(request(part.group(1)).GET()).body());
        }
        return bytes / 1e3;
    }

    private static int compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes("UTF-8"));
        }
        return bytes.size();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(node.resolve(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(answer + ": " + answer.body());
        }
        return answer;
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException(pattern + " is not in: " + text);
        }
        return found.group(1);
    }
}
