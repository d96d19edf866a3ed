// Generated from the OpenAPI description by "npm run types".

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AffectedUser: {
            /** Format: int32 */
            evicted: number;
            /** Format: int32 */
            recordedEvictions: number;
            /** Format: int32 */
            refused: number;
            userId: string;
        };
        AuditQuery: {
            actor: string;
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            id: number;
            parameters: string;
            path: string;
        };
        AuditQueryPage: {
            next?: string | null;
            queries: components["schemas"]["AuditQuery"][];
        };
        Authorization: {
            bootstrap: boolean;
            /** Format: date-time */
            loginTime?: string | null;
            /** @enum {string} */
            reason: "SESSION_LIVE" | "BOOTSTRAP";
            sessionId?: string | null;
            userId: string;
        };
        ChangedSettings: {
            /** Format: duration */
            absoluteTimeout?: string | null;
            /** Format: duration */
            idleTimeout?: string | null;
            /** Format: int32 */
            maxSessions?: number | null;
            /** Format: int32 */
            maxStartsPerHour?: number | null;
            /** @enum {string} */
            whenFull?: "EVICT_OLDEST" | "EVICT_LEAST_RECENTLY_ACTIVE" | "REJECT";
        };
        CodeResponse: {
            code: string;
            /** Format: date-time */
            expiresAt: string;
            link: string;
            userId: string;
        };
        Device: {
            ipAddress?: string | null;
            label: string;
            userAgent?: string | null;
        };
        Difference: {
            difference: string;
            sessionId: string;
        };
        EmailRequest: {
            /** Format: email */
            email: string;
        };
        End: {
            /** Format: date-time */
            endedAt: string;
            endedBy: components["schemas"]["Initiator"];
            /** @enum {string} */
            reason: "LOGGED_OUT" | "TERMINATED_BY_USER" | "LOGGED_OUT_OTHERS" | "LOGGED_OUT_EVERYWHERE" | "EVICTED_BY_LIMIT" | "TERMINATED_BY_ADMIN" | "IDLE_TIMEOUT" | "ABSOLUTE_TIMEOUT" | "ORPHANED" | "TOKEN_REUSE_DETECTED" | "USER_REMOVED" | "ENDED_BY_PROVIDER";
            recorded: boolean;
            replacedBy?: string | null;
        };
        EndedResponse: {
            sessionIds: string[];
        };
        EventPage: {
            events: components["schemas"]["RecordedEvent"][];
            next?: string | null;
        };
        FinishedSweep: {
            /** Format: int64 */
            deletedSessions: number;
            /** Format: int64 */
            errors: number;
            /** Format: int64 */
            expiredSessions: number;
            /** Format: date-time */
            finishedAt: string;
            /** Format: int64 */
            inactiveSessions: number;
            /** Format: int64 */
            orphanedSessions: number;
            /** Format: date-time */
            startedAt: string;
            /** Format: int64 */
            totalSessions: number;
        };
        HistoryState: {
            /** Format: date-time */
            asOf?: string | null;
            /** Format: int64 */
            behind: number;
            /** Format: int64 */
            head: number;
            /** Format: int64 */
            processed: number;
        };
        Initiator: {
            actorId?: string | null;
            /** @enum {string} */
            kind: "user" | "admin" | "policy" | "system";
        };
        Introspection: {
            active: boolean;
            aud?: string | null;
            /** Format: int64 */
            auth_time?: number | null;
            client_id?: string | null;
            /** Format: int64 */
            exp?: number | null;
            /** Format: int64 */
            iat?: number | null;
            iss?: string | null;
            jti?: string | null;
            /** @enum {string} */
            role?: "USER" | "ADMIN" | "AUDITOR";
            sid?: string | null;
            sub?: string | null;
            token_type?: string | null;
            username?: string | null;
        };
        LoginRequest: {
            deviceLabel?: string | null;
            /** @description Replaces the password, if the answer to a login was PASSWORD_CHANGE_REQUIRED */
            newPassword?: string | null;
            password: string;
            /** @description Whether the refresh token goes into a cookie that scripts cannot read */
            refreshTokenCookie?: boolean | null;
            userName: string;
        };
        LogoutResponse: {
            /** Format: int32 */
            expiredSessions: number;
            sessionId: string;
        };
        MailRequest: {
            userName: string;
        };
        MailResponse: {
            /** Format: date-time */
            triedUntil: string;
            userId: string;
        };
        Metadata: {
            backchannel_logout_session_supported: boolean;
            backchannel_logout_supported: boolean;
            grant_types_supported: string[];
            /** Format: uri */
            introspection_endpoint: string;
            introspection_endpoint_auth_methods_supported: string[];
            issuer: string;
            /** Format: uri */
            jwks_uri: string;
            response_types_supported: string[];
            /** Format: uri */
            revocation_endpoint: string;
            revocation_endpoint_auth_methods_supported: string[];
            /** Format: uri */
            service_documentation: string;
        };
        NewUserRequest: {
            /** Format: email */
            email?: string | null;
            password: string;
            /** @enum {string} */
            role?: "USER" | "ADMIN" | "AUDITOR";
            userName: string;
        };
        OwnEmailRequest: {
            currentPassword: string;
            /** Format: email */
            email: string;
        };
        PasswordRequest: {
            currentPassword: string;
            endOtherSessions?: boolean | null;
            newPassword: string;
        };
        PastSession: {
            bootstrap: boolean;
            device: components["schemas"]["Device"];
            end?: components["schemas"]["End"] | null;
            /** Format: date-time */
            expiresAt: string;
            /** Format: duration */
            idleTimeout: string;
            sessionId: string;
            /** Format: date-time */
            startedAt: string;
            startedBy: components["schemas"]["Initiator"];
            userId: string;
        };
        PastSessionView: {
            history: components["schemas"]["HistoryState"];
            session: components["schemas"]["PastSession"];
        };
        PolicyRequest: {
            /** Format: duration */
            absoluteTimeout?: string | null;
            /** Format: duration */
            idleTimeout?: string | null;
            /** Format: int32 */
            maxSessions?: number | null;
            /** Format: int32 */
            maxStartsPerHour?: number | null;
            /** @enum {string} */
            whenFull?: "EVICT_OLDEST" | "EVICT_LEAST_RECENTLY_ACTIVE" | "REJECT";
        };
        /** @description An error as in RFC 9457. Members without a value are left out. */
        Problem: {
            /**
             * @description A stable code for programs
             * @enum {string}
             */
            code: "INVALID_REQUEST" | "TOKEN_REQUIRED" | "INVALID_TOKEN" | "INVALID_CREDENTIALS" | "INVALID_CLIENT" | "SESSION_ENDED" | "INSUFFICIENT_USER_AUTHENTICATION" | "FORBIDDEN" | "SESSION_REQUIRED" | "USER_MISMATCH" | "ORIGIN_NOT_ALLOWED" | "ACCOUNT_DISABLED" | "PASSWORD_CHANGE_REQUIRED" | "INVALID_RESET_CODE" | "NOT_FOUND" | "USER_NOT_FOUND" | "SESSION_NOT_FOUND" | "PROJECTION_NOT_FOUND" | "REBUILD_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "REQUEST_TIMEOUT" | "CURRENT_SESSION_PROTECTED" | "CURRENT_ACCOUNT_PROTECTED" | "ACCOUNT_REQUIRED" | "EMAIL_REQUIRED" | "MAIL_NOT_CONFIGURED" | "USER_EXISTS" | "SESSION_LIMIT_REACHED" | "SIGNING_KEY_FROM_FILE" | "SWEEP_IN_PROGRESS" | "REBUILD_IN_PROGRESS" | "HISTORY_ARCHIVED" | "REQUEST_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_SESSION_STARTS" | "TOO_MANY_LOGIN_ATTEMPTS" | "TOO_MANY_CLIENT_ATTEMPTS" | "TOO_MANY_MAIL_REQUESTS" | "TOO_MANY_STREAMS" | "WHAT_IF_IN_PROGRESS" | "INTERNAL_ERROR" | "SESSION_STATE_UNAVAILABLE" | "HISTORY_LOST" | "USER_BUSY" | "SERVER_BUSY" | "STREAMS_EXHAUSTED" | "WHAT_IF_TIMED_OUT";
            detail: string;
            /**
             * Format: date-time
             * @description With SESSION_ENDED
             */
            endedAt?: string | null;
            /** @description With INVALID_REQUEST: the field or parameter that is invalid */
            field?: string | null;
            /**
             * @description With SESSION_ENDED: who ended it
             * @enum {string}
             */
            initiator?: "user" | "admin" | "policy" | "system";
            /** Format: uri-reference */
            instance?: string | null;
            /**
             * Format: int32
             * @description With SESSION_LIMIT_REACHED
             */
            maxSessions?: number | null;
            /**
             * @description With SESSION_ENDED
             * @enum {string}
             */
            reason?: "LOGGED_OUT" | "TERMINATED_BY_USER" | "LOGGED_OUT_OTHERS" | "LOGGED_OUT_EVERYWHERE" | "EVICTED_BY_LIMIT" | "TERMINATED_BY_ADMIN" | "IDLE_TIMEOUT" | "ABSOLUTE_TIMEOUT" | "ORPHANED" | "TOKEN_REUSE_DETECTED" | "USER_REMOVED" | "ENDED_BY_PROVIDER";
            /** @description With SESSION_ENDED */
            sessionId?: string | null;
            /** Format: int32 */
            status: number;
            title: string;
        };
        Profile: {
            /** @enum {string} */
            role: "USER" | "ADMIN" | "AUDITOR";
            session: components["schemas"]["SessionView"];
            userId: string;
            userName: string;
        };
        ProjectionList: {
            projections: components["schemas"]["ProjectionView"][];
        };
        ProjectionView: {
            /** Format: int64 */
            eventsBehind: number;
            lastRebuild?: components["schemas"]["RebuildView"] | null;
            name: string;
            /** Format: int64 */
            rows: number;
            table: string;
        };
        ProofView: {
            hashes: string[];
        };
        RebuildView: {
            dryRun: boolean;
            /** Format: int64 */
            eventsDone: number;
            /** Format: int64 */
            eventsPerSecond: number;
            /** Format: int64 */
            eventsTotal: number;
            /** Format: date-time */
            finishedAt?: string | null;
            id: string;
            projection: string;
            reason?: string | null;
            requestedBy: string;
            result?: components["schemas"]["Result"] | null;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "RUNNING" | "COMPLETED" | "FAILED";
        };
        RecordedEvent: {
            eventId: string;
            /** Format: int64 */
            index: number;
            payload: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            recordedAt: string;
            /** Format: int64 */
            sequence: number;
            type: string;
            userId?: string | null;
        };
        RefreshRequest: {
            refresh_token?: string | null;
        };
        ResetRequest: {
            code: string;
            newPassword: string;
        };
        Result: {
            /** Format: int64 */
            changed: number;
            checksum: number;
            checksumBefore: number;
            conclusion: string;
            examples: components["schemas"]["Difference"][];
            /** Format: int64 */
            explained: number;
            identical: boolean;
            /** Format: duration */
            lockedFor: string;
            /** Format: int64 */
            missing: number;
            /** Format: int64 */
            rows: number;
            /** Format: int64 */
            rowsBefore: number;
            swapped: boolean;
            /** Format: int64 */
            unexpected: number;
        };
        SessionOnDevice: {
            ipAddress?: string | null;
            label?: string | null;
            sessionId: string;
        };
        SessionPage: {
            next?: string | null;
            sessions: components["schemas"]["SessionView"][];
        };
        SessionView: {
            bootstrap: boolean;
            current: boolean;
            device: components["schemas"]["Device"];
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            lastActivityAt: string;
            sessionId: string;
            /** Format: date-time */
            startedAt: string;
            userId: string;
        };
        SettingsRequest: {
            /** Format: duration */
            absoluteTimeout?: string | null;
            allowMultipleSessions?: boolean | null;
            applyNow?: boolean | null;
            /** Format: duration */
            idleTimeout?: string | null;
            /** Format: int32 */
            maxSessions?: number | null;
            /** Format: int32 */
            maxStartsPerHour?: number | null;
            /** @enum {string} */
            whenFull?: "EVICT_OLDEST" | "EVICT_LEAST_RECENTLY_ACTIVE" | "REJECT";
        };
        SettingsView: {
            /** Format: duration */
            absoluteTimeout: string;
            allowMultipleSessions: boolean;
            /** Format: duration */
            idleTimeout: string;
            /** Format: int32 */
            maxSessions: number;
            /** Format: int32 */
            maxStartsPerHour: number;
            /** @enum {string} */
            whenFull: "EVICT_OLDEST" | "EVICT_LEAST_RECENTLY_ACTIVE" | "REJECT";
        };
        SignedInPage: {
            /** Format: date-time */
            at: string;
            history: components["schemas"]["HistoryState"];
            next?: string | null;
            sessions: components["schemas"]["PastSession"][];
            settled: boolean;
        };
        SigningKeyList: {
            keys: components["schemas"]["SigningKeyView"][];
        };
        SigningKeyView: {
            /** Format: date-time */
            createdAt?: string | null;
            /** Format: int32 */
            generation?: number | null;
            kid: string;
            /** Format: date-time */
            signsFrom?: string | null;
            /** @enum {string} */
            state: "PUBLISHED" | "SIGNING" | "VERIFYING" | "RETIRED";
            /** Format: date-time */
            verifiesUntil?: string | null;
        };
        StartRequest: {
            deviceLabel?: string | null;
            ipAddress?: string | null;
            /** @description Whether the refresh token goes into a cookie; only with POST /auth/bootstrap-session */
            refreshTokenCookie?: boolean | null;
            userAgent?: string | null;
        };
        StatusRequest: {
            /** @enum {string} */
            status: "ACTIVE" | "DISABLED";
        };
        StatusResponse: {
            /** @enum {string} */
            role: "USER" | "ADMIN" | "AUDITOR";
            sessionIds: string[];
            /** @enum {string} */
            status: "ACTIVE" | "DISABLED";
            userId: string;
        };
        SweepReport: {
            /**
             * Format: int64
             * @description Rows of ended sessions that were deleted because they are no longer needed: last use, number of the refresh token, and, if it is old enough, the reason of the end
             */
            deletedSessions: number;
            /**
             * Format: int64
             * @description Users whose sessions could not be cleaned up; the others were
             */
            errors: number;
            /**
             * Format: int64
             * @description Sessions that were ended because of their absolute timeout
             */
            expiredSessions: number;
            /**
             * Format: int64
             * @description Sessions that were ended because of their idle timeout
             */
            inactiveSessions: number;
            /**
             * Format: int64
             * @description Sessions that were in live_session but not live according to the events, which were removed from there, and sessions that were live but not in live_session, which were ended
             */
            orphanedSessions: number;
            /**
             * Format: int64
             * @description Rows of live_session that were checked
             */
            totalSessions: number;
        };
        TimelineEntry: {
            /** Format: date-time */
            at: string;
            initiator: components["schemas"]["Initiator"];
            /** @enum {string} */
            reason?: "LOGGED_OUT" | "TERMINATED_BY_USER" | "LOGGED_OUT_OTHERS" | "LOGGED_OUT_EVERYWHERE" | "EVICTED_BY_LIMIT" | "TERMINATED_BY_ADMIN" | "IDLE_TIMEOUT" | "ABSOLUTE_TIMEOUT" | "ORPHANED" | "TOKEN_REUSE_DETECTED" | "USER_REMOVED" | "ENDED_BY_PROVIDER";
            /** Format: date-time */
            recordedAt: string;
            /** Format: int64 */
            sequence: number;
            sessions: components["schemas"]["SessionOnDevice"][];
            settings?: components["schemas"]["ChangedSettings"] | null;
            summary: string;
            type: string;
        };
        TimelinePage: {
            entries: components["schemas"]["TimelineEntry"][];
            next?: string | null;
        };
        TokenResponse: {
            access_token: string;
            /** Format: int64 */
            expires_in: number;
            refresh_token?: string | null;
            session: components["schemas"]["SessionView"];
            token_type: string;
        };
        UserView: {
            /** Format: date-time */
            createdAt: string;
            email?: string | null;
            /** @enum {string} */
            role: "USER" | "ADMIN" | "AUDITOR";
            /** @enum {string} */
            status: "ACTIVE" | "DISABLED";
            userId: string;
        };
        WhatIfReport: {
            /** Format: int32 */
            evicted: number;
            /** Format: date-time */
            from: string;
            history: components["schemas"]["HistoryState"];
            mostAffected: components["schemas"]["AffectedUser"][];
            /** Format: int32 */
            recordedEvictions: number;
            /** Format: int32 */
            refused: number;
            /** Format: int32 */
            starts: number;
            /** Format: date-time */
            to: string;
            /** Format: int32 */
            users: number;
        };
        WhatIfRequest: {
            from: string;
            policy: components["schemas"]["PolicyRequest"];
            to: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
