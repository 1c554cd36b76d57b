#include <memory>
#include <string>
#include <vector>

namespace shapes {

class Shape {
 public:
  explicit Shape(std::string name) : name_(std::move(name)) {}
  virtual ~Shape() = default;
  virtual double area() const = 0;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

class Circle final : public Shape {
 public:
  explicit Circle(double radius) : Shape("circle"), radius_(radius) {}
  double area() const override { return 3.14159 * radius_ * radius_; }

 private:
  double radius_ = 0;
};

template <class T>
double total(const std::vector<std::unique_ptr<T>>& all) {
  double sum = 0;
  for (const auto& one : all) {
    if (one == nullptr) {
      continue;
    }
    sum += one->area();
  }
  auto twice = [sum](int factor) { return sum * factor; };
  return twice(2);
}

}  // namespace shapes
