using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Relational;

internal sealed class CustomerEntity
{
    public required string Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    public static CustomerEntity Of(Customer customer) =>
        new() { Id = customer.Id.Value, Code = customer.Code, Name = customer.Name };

    public Customer ToCustomer() => new(CustomerId.Parse(Id, null), Code, Name);
}
