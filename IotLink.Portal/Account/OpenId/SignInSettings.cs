namespace IotLink.Portal.Account.OpenId;

/// <summary>Who says who somebody is: our own accounts, or a sign-in service that speaks OpenID Connect.</summary>
public enum SignInKind { Local, OpenId }

/// <summary>Section <c>SignIn</c>.</summary>
public sealed class SignInSettings
{
    public const string Section = "SignIn";

    public SignInKind Kind { get; set; }

    public OpenIdOptions OpenId { get; set; } = new();

    public bool IsOpenId => Kind == SignInKind.OpenId;

    /// <exception cref="InvalidOperationException">Something in the section is wrong; the message names each key, its value and what it may be.</exception>
    public static SignInSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var faults = new List<string>();
        if (section[nameof(Kind)] is { Length: > 0 } word && !(Enum.TryParse<SignInKind>(word, ignoreCase: true, out var kind) && Enum.IsDefined(kind)))
        {
            faults.Add($"{Section}:{nameof(Kind)} must be {string.Join(" or ", Enum.GetNames<SignInKind>())} (was '{word}')");
            throw new InvalidOperationException(faults[0]);
        }

        var options = section.Get<SignInSettings>() ?? new();
        if (options.IsOpenId) faults.AddRange(options.OpenId.Faults($"{Section}:{nameof(OpenId)}"));
        return faults.Count == 0 ? options : throw new InvalidOperationException(string.Join("; ", faults));
    }
}
