import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;

class Reports {
    private CustomerRepository customerRepository;
    private EntityManager entities;

    List<Object> report(List<Order> orders) {
        List<Object> rows = new ArrayList<>();
        for (Order order : orders) {
            // ruleid: java-query-in-loop
            rows.add(customerRepository.findById(order.customerId()));
            // ruleid: java-query-in-loop
            rows.add(entities.find(Order.class, order.parent()));
        }
        // ok: java-query-in-loop
        rows.addAll(customerRepository.findAllById(orders.stream().map(Order::customerId).toList()));
        for (Order order : orders) {
            // ok: java-query-in-loop
            rows.add(order.customerId());
        }
        // ok: java-query-in-loop
        rows.add(customerRepository.findById(7L));
        return rows;
    }

    record Order(Long customerId, Long parent) {}

    interface CustomerRepository {
        Object findById(Long id);

        List<Object> findAllById(List<Long> ids);
    }
}
