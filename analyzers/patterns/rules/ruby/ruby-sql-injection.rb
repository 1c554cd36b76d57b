class UsersController < ApplicationController
  def index
    # ruleid: ruby-sql-injection
    @users = User.where("name = '#{params[:name]}'")
    # ruleid: ruby-sql-injection
    @count = Order.where("state = '" + params[:state] + "'").count
  end

  def report
    sql = "SELECT * FROM orders WHERE id = #{params[:id]}"
    # ruleid: ruby-sql-injection
    rows = ActiveRecord::Base.connection.execute(sql)
    render json: rows
  end

  def safe
    # ok: ruby-sql-injection
    @users = User.where(name: params[:name])
    # ok: ruby-sql-injection
    @orders = Order.where("state = ?", params[:state])
    # ok: ruby-sql-injection
    @page = User.where("id > #{params[:after].to_i}")
    # ok: ruby-sql-injection
    @all = User.where("role = '#{ADMIN}'")
  end
end
