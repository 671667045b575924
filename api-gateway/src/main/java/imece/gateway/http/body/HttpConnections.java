package imece.gateway.http.body;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How Tomcat serves connections: each request on a virtual thread, so that a client that sends or reads slowly holds no thread of
 * the machine, and as many connections as there is memory for. Only Tomcat: what the gateway does by itself keeps its few threads.
 */
@Component
class HttpConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, PeriodicWork {

    private static final Duration WATCHED_EVERY = Duration.ofSeconds(1);
    private static final String MAX_CONNECTIONS = "server.tomcat.max-connections";

    /** More than a request in reading takes (140 to 190 kB): Tomcat's buffers, its thread's stack, what has come of its body. */
    private static final long BYTES_EACH = 256L << 10;

    /** What everything else takes. */
    private static final long OTHERS = 96L << 20;

    private static final long LEAST = 500;
    private static final long MOST = 8_192;

    private final RequestSettings settings;
    private final Environment environment;
    private final List<TimedProtocol> protocols = new CopyOnWriteArrayList<>();

    HttpConnections(RequestSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(TimedProtocol.class.getName());
        factory.addEngineValves(new UnreadBodies());
        // Nothing here takes forms; without this, whoever asks for a parameter would read the body, at any pace.
        factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
        factory.addProtocolHandlerCustomizers(this::prepare);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(WATCHED_EVERY, "close-late-headers", this::closeLate));
    }

    private void closeLate() {
        protocols.forEach(protocol -> protocol.closeLate(System.nanoTime()));
    }

    private void prepare(ProtocolHandler protocol) {
        if (protocol instanceof TimedProtocol timed) {
            timed.headersWithin(settings.headersWithin());
            protocols.add(timed);
        }
        protocol.setExecutor(new VirtualThreadExecutor("http-"));
        if (protocol instanceof AbstractHttp11Protocol<?> http) {
            http.setDisableUploadTimeout(false);
            http.setConnectionUploadTimeout(
                    Math.toIntExact(settings.leastRateOver().toMillis()));
            // Who waits for it learns from a refusal that its body is not wanted.
            http.setContinueResponseTiming("onRead");
            if (!environment.containsProperty(MAX_CONNECTIONS)) {
                http.setMaxConnections(connections(Runtime.getRuntime().maxMemory()));
            }
        }
    }

    /** How many there may be with so much memory in all, should every one of them be a body that is being read. */
    static int connections(long heap) {
        return (int) Math.clamp((heap - OTHERS) / BYTES_EACH, LEAST, MOST);
    }
}
