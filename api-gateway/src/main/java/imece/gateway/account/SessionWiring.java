package imece.gateway.account;

import imece.gateway.AccessSettings;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Spring Session's rows without its filter: no request makes a session by being looked at, and what an attribute holds is a text,
 * never a serialised object.
 */
@Configuration(proxyBeanMethods = false)
class SessionWiring {

    @Bean
    JdbcIndexedSessionRepository accountSessions(
            JdbcOperations database, TransactionOperations transactions, AccessSettings settings) {
        JdbcIndexedSessionRepository rows = new JdbcIndexedSessionRepository(database, transactions);
        rows.setTableName("account_sessions");
        rows.setDefaultMaxInactiveInterval(settings.session());
        rows.setConversionService(texts());
        // What is done now and then is a periodic task of the gateway.
        rows.setCleanupCron(Scheduled.CRON_DISABLED);
        new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(rows);
        return rows;
    }

    private static ConversionService texts() {
        GenericConversionService texts = new GenericConversionService();
        texts.addConverter(Object.class, byte[].class, text -> ((String) text).getBytes(StandardCharsets.UTF_8));
        texts.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return texts;
    }
}
