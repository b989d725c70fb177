namespace IotLink.Portal.Account;

/// <summary>Addresses to go back to come from the address bar: only those of this portal are followed.</summary>
internal static class LocalAddress
{
    public static string Or(string? address, string fallback) =>
        address is ['/'] || (address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl)) ? address : fallback;
}
