namespace IotLink.Core.Rules;

/// <summary>A rule ready to run. Immutable.</summary>
public sealed class CompiledRule
{
    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required AlarmClass Class { get; init; }

    /// <summary>Name of the entry in the product's action catalogue to start with; null for none.</summary>
    public string? AutoAction { get; init; }
}
