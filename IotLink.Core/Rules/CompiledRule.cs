namespace IotLink.Core.Rules;

/// <summary>A rule ready to run. Immutable.</summary>
public sealed class CompiledRule
{
    public required string RuleId { get; init; }

    /// <summary>Version of the document it stands in; kept by the alarms it raises.</summary>
    public int Version { get; init; }

    public RuleKind Kind { get; init; }

    /// <summary>It runs on live data and tells nobody: what it would have said is kept apart.</summary>
    public bool Shadow { get; init; }

    /// <summary>What people read: the document's title (Korean where it has both), or else the condition.</summary>
    public required string Title { get; init; }

    /// <summary>Titles by language, <c>ko</c> and <c>en</c>; empty when the document has one text or none.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    /// <summary>As the author wrote it; what the rule watches for where it has no condition.</summary>
    public string ConditionText { get; init; } = "";

    public required Severity Severity { get; init; }

    public required AlarmClass Class { get; init; }

    /// <summary>The remedies its alarms are met with; null for none.</summary>
    public RemedyLadder? Ladder { get; init; }

    /// <summary>Name of the first remedy; null for none.</summary>
    public string? AutoAction => Ladder?.Rungs[0].Name;

    /// <summary>The metrics its conditions name, sorted.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The codes of a device's own reports that this rule speaks for; empty for all but <see cref="RuleKind.Report"/>.</summary>
    public IReadOnlyList<string> ReportCodes { get; init; } = [];
}
