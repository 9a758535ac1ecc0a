package examples;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The first example passes on each engine. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class EnginesTests {

    @Test
    void the_first_example_passes_on_jetty_too() {
        System.setProperty("windsock.engine", "jetty");
        try {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass("examples.hello.HelloWebSocketTests"))
                    .configurationParameter("windsock.timeout", "30s")
                    .execute()
                    .testEvents()
                    .assertStatistics(statistics -> statistics.started(1).succeeded(1));
        } finally {
            System.clearProperty("windsock.engine");
        }
    }
}
