import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;
import javax.servlet.http.HttpServletRequest;

class Login {
    void login(HttpServletRequest request, DirContext context, SearchControls controls) throws Exception {
        String user = request.getParameter("user");
        // ruleid: java-ldap-injection
        context.search("ou=people", "(uid=" + user + ")", controls);
        String filter = String.format("(mail=%s)", request.getHeader("X-Mail"));
        // ruleid: java-ldap-injection
        context.search("ou=people", filter, controls);
        // ok: java-ldap-injection
        context.search("ou=people", "(uid={0})", new Object[] {user}, controls);
        // ok: java-ldap-injection
        context.search("ou=people", "(objectClass=person)", controls);
    }
}
