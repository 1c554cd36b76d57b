def work(queue)
  # ruleid: ruby-rescue-exception
  begin
    queue.pop.run
  rescue Exception => e
    logger.error(e)
  end
end

def loop_on(queue)
  loop do
    # ruleid: ruby-rescue-exception
    begin
      queue.pop.run
    rescue Exception
      next
    end
  end
end

def whole(queue)
  # ruleid: ruby-rescue-exception
  queue.pop.run
rescue Exception => e
  logger.error(e)
end

def raised(queue)
  # ok: ruby-rescue-exception
  queue.pop.run
rescue Exception => e
  logger.error(e)
  raise
end

def careful(queue)
  # ok: ruby-rescue-exception
  begin
    queue.pop.run
  rescue StandardError => e
    logger.error(e)
  end
  # ok: ruby-rescue-exception
  begin
    queue.pop.run
  rescue Exception => e
    rollback
    raise
  end
end
