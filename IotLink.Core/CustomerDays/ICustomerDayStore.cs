using IotLink.Core.Devices;

namespace IotLink.Core.CustomerDays;

/// <summary>Days by customer and product, and what formulas make of them. Every method is one transaction.</summary>
public interface ICustomerDayStore
{
    Task<IReadOnlyDictionary<DateOnly, CustomerDayMark>> MarksAsync(CancellationToken ct);

    /// <summary>Puts the whole day in the place of what was there. The same again changes nothing.</summary>
    Task SaveAsync(CustomerDayResult day, DateTimeOffset now, CancellationToken ct);

    /// <summary>Ascending by day, customer, product.</summary>
    Task<IReadOnlyList<CustomerDay>> ReadAsync(CustomerDayQuery query, CancellationToken ct);

    /// <summary>Ascending by day, customer, product, device, metric; a customer's own value before its devices'.</summary>
    Task<IReadOnlyList<AnalysisValue>> ValuesAsync(CustomerDayQuery query, CancellationToken ct);
}

/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Customer">null: of all customers.</param>
public sealed record CustomerDayQuery(DateOnly From, DateOnly To, CustomerId? Customer = null, ProductId? Product = null);
