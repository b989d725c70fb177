namespace IotLink.Core.Devices;

/// <summary>
/// Which devices a query may see. Every store query takes one, so that a forgotten filter is a compile error and not a leak.
/// </summary>
public readonly record struct DeviceScope
{
    private DeviceScope(bool all, CustomerId? customer) => (IsAll, Customer) = (all, customer);

    public bool IsAll { get; }

    public CustomerId? Customer { get; }

    /// <summary>Staff: every device.</summary>
    public static DeviceScope All => new(true, null);

    /// <summary>Nobody's devices; also what <c>default</c> means.</summary>
    public static DeviceScope None => default;

    public static DeviceScope Of(CustomerId customer) => new(false, customer);

    public bool Allows(CustomerId? owner) => IsAll || (Customer is not null && Customer == owner);
}
