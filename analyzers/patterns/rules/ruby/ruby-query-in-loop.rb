class Report
  def names(orders)
    orders.each do |order|
      # ruleid: ruby-query-in-loop
      user = User.find(order.user_id)
      puts user.name
    end
  end

  def mails(ids)
    ids.map do |id|
      # ruleid: ruby-query-in-loop
      User.find(id).mail
    end
  end

  def at_once(orders)
    users = User.where(id: orders.map(&:user_id)).index_by(&:id)
    orders.each do |order|
      # ok: ruby-query-in-loop
      puts users[order.user_id].name
    end
  end

  def other(files)
    files.each do |file|
      # ok: ruby-query-in-loop
      puts registry.find(file)
    end
  end
end
