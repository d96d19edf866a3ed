-- E-mail addresses of accounts, each sealed with the key of its user; null if there is none.
ALTER TABLE account ADD COLUMN email bytea;

ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.EmailChanged';

-- Mails that have to be sent. Another table of db-scheduler, because a mail server that hangs must not hold up the tasks
-- in the first one. What is in task_data is sealed, and task_instance is a keyed hash.
CREATE TABLE mail_task (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX mail_task_by_execution_time ON mail_task (execution_time);

CREATE INDEX mail_task_by_last_heartbeat ON mail_task (last_heartbeat);
