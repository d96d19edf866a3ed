package dev.rollcall.query.testing;

import dev.rollcall.query.rebuild.Rebuild;

/** Ignores the progress of a rebuild. */
public class SilentProgress implements Rebuild.Progress {

    @Override
    public void total(long events) {}

    @Override
    public void done(long events) {}

    @Override
    public boolean isStopped() {
        return false;
    }

    @Override
    public void complete(Rebuild.Outcome outcome) {}
}
