package dev.rollcall.query.testing;

import dev.rollcall.query.rebuild.Rebuild;

/** The progress of a rebuild that nobody watches. */
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
