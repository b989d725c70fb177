namespace IotLink.Core.Messages;

/// <summary>How the topic grammar spells its closed lists; each array is indexed by the enum's value.</summary>
internal static class TopicWords
{
    public static readonly string[] Envs = ["dev", "stg", "prd"];
    public static readonly string[] Types = ["periodic", "event", "tcp"];
    public static readonly string[] Directions = ["pub", "sub"];

    public static readonly string[] Roles =
    [
        "telemetry", "alert_report", "control_request", "control_result", "provisioning_complete", "file_uploaded", "ota_status",
    ];

    public static readonly string[] Formats = ["json", "bin", "csv"];

    public static int IndexOf(string[] words, ReadOnlySpan<char> word)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (word.SequenceEqual(words[i])) return i;
        }

        return -1;
    }
}
