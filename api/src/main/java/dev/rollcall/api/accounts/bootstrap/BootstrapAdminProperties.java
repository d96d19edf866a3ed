package dev.rollcall.api.accounts.bootstrap;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.bootstrap-admin.*}.
 *
 * @param name User name of the first administrator, whom the start creates while there is no administrator. The
 *     password must be changed at the first login. Default: none is created.
 * @param passwordFile File with the password of the first administrator in its first line. It is read only while there
 *     is no administrator.
 */
@ConfigurationProperties("rollcall.bootstrap-admin")
public record BootstrapAdminProperties(
        @DefaultValue("") String name, @Nullable Path passwordFile) {

    public BootstrapAdminProperties {
        Assert.isTrue(
                name.isEmpty()
                        == (passwordFile == null || passwordFile.toString().isEmpty()),
                "rollcall.bootstrap-admin.name and rollcall.bootstrap-admin.password-file belong together");
    }
}
