package io.github.windsock.standalone.cli;

import io.github.windsock.internal.text.Columns;
import io.github.windsock.internal.text.Style;
import io.github.windsock.standalone.log.Terminal;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.tls.Tls;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines that are printed when the server has started. */
record Greeting(
        Terminal out,
        Texts texts,
        ServeOptions options,
        int port,
        String page,
        Optional<Tls> tls,
        ListenAddresses addresses) {

    void print() {
        String suffix = tls.isPresent() ? "s" : "";
        String ws = "ws" + suffix + "://" + addresses.reachable() + ":" + port;
        int width = List.of("start.connect", "start.page", "start.try", "start.network").stream()
                .mapToInt(key -> Columns.of(texts.text(key)))
                .max()
                .orElse(0);
        out.line("");
        out.line("  " + Style.BOLD.paint(texts.text("start.title", Program.version()), out.hasColor()) + "   "
                + texts.text("start.ready", seconds()));
        if (options.port == null && port != ServeOptions.DEFAULT_PORT) {
            out.line("  " + texts.text("start.moved", ServeOptions.DEFAULT_PORT, port));
        }
        out.line("");
        row("start.connect", width, ws + "/", "   " + texts.text("start.instead"));
        row("start.page", width, page, "");
        row("start.try", width, ws + "/close?code=3005&reason=bye", "");
        row("start.network", width, texts.text(addresses.isWide() ? "start.open" : "start.closed"), "");
        tls.ifPresent(this::certificate);
        out.line("");
        out.line("  " + texts.text("start.stop", Program.NAME));
        out.line("");
    }

    private void certificate(Tls speak) {
        out.line("");
        out.line("  " + texts.text("start.fingerprint", speak.fingerprint()));
        if (speak.isOwn()) {
            out.line("  " + texts.text("start.accept", "https://" + addresses.reachable() + ":" + port + "/"));
        }
    }

    private void row(String key, int width, String value, String remark) {
        String label = Columns.pad(texts.text(key), width);
        out.line("  " + Style.GREEN.paint("➜", out.hasColor()) + "  " + label + "  "
                + Style.CYAN.paint(value, out.hasColor()) + remark);
    }

    private static String seconds() {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return String.format(Locale.ROOT, "%.1f", (System.currentTimeMillis() - start) / 1000.0);
    }
}
