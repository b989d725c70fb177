using System.ComponentModel.DataAnnotations;
using IotLink.Core.DeadLetters;

namespace IotLink.Ingest.DeadLetters;

/// <summary>Section <c>Ingest:DeadLetters</c>.</summary>
public sealed class LetterOptions
{
    public const string Section = "Ingest:DeadLetters";

    /// <summary>A letter that failed this often is parked until a person lets it go again.</summary>
    [Range(1, 1000)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How long a group's reprocessing passes a letter over after its first failure; doubles with each further one.</summary>
    [Range(0, 86_400)]
    public int BackOffSeconds { get; set; } = 60;

    /// <summary>Days that letters are kept, dealt with or not.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 30;

    /// <summary>Days that parked letters are kept.</summary>
    [Range(1, 3650)]
    public int KeepParkedDays { get; set; } = 90;

    /// <summary>Letters kept at most, parked ones not counted; the oldest go first.</summary>
    [Range(1, 100_000_000)]
    public int KeepAtMost { get; set; } = 1_000_000;

    /// <summary>Letters settled in one go.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>A dry run looks at so many letters.</summary>
    [Range(1, 10_000_000)]
    public int TryAtMost { get; set; } = 100_000;

    /// <summary>A host that has not reported for this long loses its job to another one.</summary>
    [Range(2, 600)]
    public int LeaseSeconds { get; set; } = 15;

    internal LetterLimits Limits => new(MaxAttempts, TimeSpan.FromSeconds(BackOffSeconds));
}
