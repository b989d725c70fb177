using Microsoft.Extensions.Options;

namespace IotLink.Core.Firmware;

/// <summary>Says at start which setting is wrong.</summary>
internal sealed class FirmwareOptionsCheck : IValidateOptions<FirmwareOptions>
{
    public ValidateOptionsResult Validate(string? name, FirmwareOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
