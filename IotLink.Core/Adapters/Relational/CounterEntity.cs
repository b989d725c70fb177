namespace IotLink.Core.Adapters.Relational;

/// <summary>A number that grows in the transaction of the change it counts.</summary>
internal sealed class CounterEntity
{
    public const string Registry = "registry";

    /// <summary>The edition: how often what is in force of the documents has changed.</summary>
    public const string Documents = "documents";

    /// <summary>Made with the first account: two that try at once meet here.</summary>
    public const string FirstAccount = "first-account";

    /// <summary>The last ticket's number.</summary>
    public const string Tickets = "tickets";

    /// <summary>How often aggregates have changed.</summary>
    public const string Aggregates = "aggregates";

    public required string Name { get; set; }

    public long Value { get; set; }
}
