package io.github.windsock.journal;

import java.lang.management.ManagementFactory;

/** Detects a debugger, because waits should not time out while somebody debugs. */
final class Debugger {

    private Debugger() {}

    /** Called only when a wait is about to time out: the management classes take tens of milliseconds to load. */
    static boolean isAttached() {
        return Holder.ATTACHED;
    }

    private static final class Holder {

        static final boolean ATTACHED = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp"));
    }
}
