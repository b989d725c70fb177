using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Core.Adapters.Sqlite;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters;

/// <summary>Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Where everything is kept that this node keeps; relative to the folder it was started in.</summary>
    public string Folder { get; set; } = "data";

    public MessageLogOptions Log { get; set; } = new();

    public HotStoreOptions Hot { get; set; } = new();

    internal string LogFolder => Path.Combine(Path.GetFullPath(Folder), "log");

    internal string HotFolder => Path.Combine(Path.GetFullPath(Folder), "hot");

    internal sealed class Validator : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options)
        {
            var faults = new List<string>();
            if (string.IsNullOrWhiteSpace(options.Folder)) faults.Add($"{Section}:Folder must name a folder (was empty)");
            faults.AddRange(options.Log.Faults($"{Section}:Log"));
            faults.AddRange(options.Hot.Faults($"{Section}:Hot"));
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
