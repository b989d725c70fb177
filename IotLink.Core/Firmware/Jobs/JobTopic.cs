using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Firmware.Jobs;

public enum JobOperation { GetPending, StartNext, Describe, Update }

/// <summary>A request topic of the jobs service. Answers and notifications are none: a publish on them asks for nothing.</summary>
/// <param name="JobId">null: of no one job; <see cref="Next"/>: the first that is pending.</param>
public sealed record JobTopic(string Thing, JobOperation Operation, string? JobId)
{
    public const string Next = "$next";

    private const string Root = "$aws/things/";
    private const int MaxThing = 128;
    private const int MaxJobId = 64;

    /// <summary>The topic itself; the answer goes to it with <c>/accepted</c> or <c>/rejected</c>.</summary>
    public string Address => Prefix(Thing) + Operation switch
    {
        JobOperation.GetPending => "get",
        JobOperation.StartNext => "start-next",
        JobOperation.Describe => JobId + "/get",
        _ => JobId + "/update",
    };

    /// <summary>What all topics of a thing's jobs begin with, slash included.</summary>
    public static string Prefix(string thing) => $"{Root}{thing}/jobs/";

    public static bool TryParse(string topic, [NotNullWhen(true)] out JobTopic? result)
    {
        result = topic.StartsWith(Root, StringComparison.Ordinal) ? Read(topic[Root.Length..].Split('/')) : null;
        return result is not null;
    }

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, at most 64.</summary>
    public static bool IsJobId(string text) => IsWord(text, MaxJobId) && !text.Contains(':', StringComparison.Ordinal);

    private static JobTopic? Read(string[] parts) => parts is [var thing, "jobs", ..] && IsWord(thing, MaxThing)
        ? parts[2..] switch
        {
            ["get"] => new(thing, JobOperation.GetPending, null),
            ["start-next"] => new(thing, JobOperation.StartNext, null),
            [var id, "get"] when id == Next || IsJobId(id) => new(thing, JobOperation.Describe, id),
            [var id, "update"] when IsJobId(id) => new(thing, JobOperation.Update, id),
            _ => null,
        }
        : null;

    internal static bool IsWord(string text, int longest) =>
        text.Length is > 0 && text.Length <= longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '-');
}
