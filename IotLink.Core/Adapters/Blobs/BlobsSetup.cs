using IotLink.Core.Files;
using IotLink.Core.Firmware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters.Blobs;

public static class BlobsSetup
{
    /// <summary>Large contents in <c>Storage:Folder</c>, and the settings of firmware.</summary>
    public static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FirmwareOptions>().Bind(configuration.GetSection(FirmwareOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FirmwareOptions>, FirmwareOptionsCheck>();
        var folder = configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Folder)}"] is { Length: > 0 } set ? set : new StorageOptions().Folder;
        return services.AddSingleton<IBlobs>(s => new FolderBlobs(Path.Combine(Path.GetFullPath(folder), "blobs"), s.GetService<TimeProvider>() ?? TimeProvider.System));
    }
}
