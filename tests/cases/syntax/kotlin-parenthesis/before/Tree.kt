package trees

data class Node(val value: Int, val left: Node?, val right: Node?)

class Tree(private val root: Node?) {
    fun depth(): Int = depth(root)

    private fun depth(node: Node?): Int {
        if (node == null) {
            return 0
        }
        val sides = listOf(node.left, node.right).map { depth(it) }
        return 1 + (sides.maxOrNull() ?: 0)
    }

    fun names(): Map<String, Int> {
        val result = mutableMapOf("root" to 1)
        for (i in 0 until 3) {
            result["n$i"] = i
        }
        return result
    }
}
