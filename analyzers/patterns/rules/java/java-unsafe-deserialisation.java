import java.beans.XMLDecoder;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.net.Socket;
import java.util.Base64;
import javax.servlet.http.HttpServletRequest;

class Sessions {
    Object session(HttpServletRequest request) throws Exception {
        byte[] raw = Base64.getDecoder().decode(request.getParameter("state"));
        // ruleid: java-unsafe-deserialisation
        return new ObjectInputStream(new ByteArrayInputStream(raw)).readObject();
    }

    Object peer(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        // ruleid: java-unsafe-deserialisation
        return new ObjectInputStream(in).readObject();
    }

    Object bean(HttpServletRequest request) throws Exception {
        // ruleid: java-unsafe-deserialisation
        return new XMLDecoder(request.getInputStream()).readObject();
    }

    Object own() throws Exception {
        // ok: java-unsafe-deserialisation
        return new ObjectInputStream(new FileInputStream("/var/cache/app/state")).readObject();
    }

    byte[] data(HttpServletRequest request) throws Exception {
        // ok: java-unsafe-deserialisation
        return request.getInputStream().readAllBytes();
    }
}
